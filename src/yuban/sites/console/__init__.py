"""Door of the government-services office: today's figures, reference data, people."""
