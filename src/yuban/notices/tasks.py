"""What the worker does for notices, and when."""

from procrastinate.contrib.django import app

from yuban.kernel.steps import utc_now
from yuban.notices import actions


@app.periodic(cron="* * * * * */3")
@app.task(name="deliver_notices", queueing_lock="deliver_notices")
def deliver_notices(timestamp: int) -> None:
    """Reads new steps every three seconds and writes the notices they call for."""
    actions.deliver_new(at=utc_now())
