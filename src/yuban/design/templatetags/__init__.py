"""The one tag library of all pages: `{% load yuban %}`."""
