"""Make `yuban` a program of the virtual environment given as argument, running from this folder's source."""

import sys
from pathlib import Path

PROGRAM = """\
#!/bin/sh
exec "{python}" -P -m yuban.config.cli "$@"
"""

source = Path(__file__).resolve().parents[1] / "src"
environment = Path(sys.argv[1]).absolute()
(packages,) = environment.glob("lib/python3*/site-packages")
(packages / "yuban.pth").write_text(f"{source}\n", encoding="utf-8")
program = environment / "bin" / "yuban"
program.write_text(PROGRAM.format(python=environment / "bin" / "python"), encoding="utf-8")
program.chmod(0o755)
