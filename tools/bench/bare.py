"""What PostgreSQL alone does with the bare statements of the transaction that submits a case."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from yuban.config.embedded.owner import binaries

# Each client goes through its own drafts again and again; `round` makes number and step new each time.
SCRIPT: Final = """\
\\set turn :turn + 1
\\set case :first + (:turn % :each) * :clients + :client_id
\\set round :turn / :each + 1
BEGIN;
SELECT * FROM cases_case WHERE id = :case FOR UPDATE;
SELECT nextval('cases_case_serial') AS serial \\gset
INSERT INTO cases_casestep
    (case_id, seq, verb, from_state, to_state, at, by_id, by_name, reason, detail, prev_hash, hash)
    VALUES (:case, :round, 'submit', 'draft', 'submitted', now(), :by, '测试居民', '',
        '{"version": 1, "form": "0000000000000000000000000000000000000000000000000000000000000000"}',
        sha256('before'), sha256('after'));
UPDATE cases_case SET state = 'submitted', step_count = :round, head_hash = sha256('after'),
    number = '50011220000101' || :serial, query_code = 'ABCDEFGH', submitted_at = now(), papers_received_at = now(),
    due_on = current_date + 7 WHERE id = :case;
COMMIT;
"""


def transactions_a_second(
    sockets: Path, drafts: range, *, by: int, clients: int, seconds: float, folder: Path
) -> float:
    """Transactions a second by `pgbench` on these drafts; raises RuntimeError with its complaint if one failed."""
    script = folder / "submit.sql"
    script.write_text(SCRIPT, encoding="utf-8")
    given: Mapping[str, int] = {
        "turn": -1, "first": drafts[0], "each": len(drafts) // clients, "clients": clients, "by": by
    }  # fmt: skip
    command = [str(binaries() / "bin" / "pgbench"), "--no-vacuum", "--protocol=prepared", f"--file={script}"]
    command += [f"--client={clients}", f"--time={max(round(seconds), 1)}", f"--host={sockets}", "--username=yuban"]
    command += [f"--define={name}={value}" for name, value in given.items()]
    done = subprocess.run([*command, "yuban"], capture_output=True, text=True, check=False)
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    failed = re.search(r"failed transactions: (\d+)", done.stdout)
    if done.returncode or rate is None or (failed and failed[1] != "0"):
        raise RuntimeError(f"pgbench: {done.stderr or done.stdout}")
    return float(rate[1])
