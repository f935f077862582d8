"""Run by Alembic: walks the migrations on the connection that was handed over."""

from alembic import context
from sqlmodel import SQLModel

import models.wish_tables  # noqa: F401 (all tables: its import fills the metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
