"""How several processes share the tests."""

import pytest


@pytest.mark.xdist_group("neighbours")
def test_tests_of_a_group_are_sent_to_the_same_process(request: pytest.FixtureRequest) -> None:
    if not hasattr(request.config, "workerinput"):
        pytest.skip("needs several processes, as in make test")
    assert request.node.nodeid.endswith("@neighbours")
