"""Run the `main()` of every module here whose name ends in `_benchmarks`."""

import sys
from importlib import import_module
from pkgutil import iter_modules

import benchmarks
from command_line import run


def main() -> int:
    names = sorted(
        module.name
        for module in iter_modules(benchmarks.__path__)
        if module.name.endswith("_benchmarks")
    )
    for name in names:
        print(f"\n== {name.removesuffix('_benchmarks')} ==", flush=True)
        import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(run("benchmarks", main))
