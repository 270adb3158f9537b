"""Loading what lies in the data files under `data/`: reference rows of every installation, and the places of a city."""
