"""Door of hall staff: take an application, check papers, print slips, hand over results."""
