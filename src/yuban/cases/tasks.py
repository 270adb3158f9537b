"""What the worker does for cases, and when."""

from procrastinate.contrib.django import app

from yuban.cases import actions, queries
from yuban.kernel.steps import utc_now


@app.periodic(cron="*/10 * * * *")
@app.task(name="let_silence_speak", queueing_lock="let_silence_speak")
def let_silence_speak(timestamp: int) -> None:
    """Deems cases accepted and lets unanswered notices lapse; looks every ten minutes."""
    actions.deem_accepted(at=utc_now())
    actions.lapse_overdue(at=utc_now())


@app.task(name="replay_clocks", queueing_lock="replay_clocks")
def replay_clocks() -> None:
    """Recomputes the deadlines of all open cases after the calendar or a limit changed."""
    queries.forget_rulebook()
    actions.recompute_deadlines(at=utc_now())
