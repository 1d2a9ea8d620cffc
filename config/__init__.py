"""Settings, start-up, base templates and checks: what turns the four apps into one site."""
