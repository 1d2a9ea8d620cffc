"""Several at once, in threads; the test needs `shared_database`."""

import threading

from django.db import connection


def at_once(*calls):
    """Run the calls in threads that start together; return what each returned or raised."""
    results = [None] * len(calls)
    together = threading.Barrier(len(calls))

    def run(place, call):
        try:
            together.wait(10)
            results[place] = call()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
