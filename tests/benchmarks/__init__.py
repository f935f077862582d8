"""What the program costs, each as a ratio to something plain that runs beside it.

`python -m tests.benchmarks [SUBJECT…]`. A module `bench_SUBJECT.py` with a function `ratios()` that yields
`measuring.Ratio` is found by itself.
"""
