"""Door of officers: to-do list by deadline, accept, correct, decide, deliver."""
