"""A program: `python -m bench.program MODULE FUNCTION ARGUMENT…` in a data folder's environment.

Sets Django up, calls that function of `bench.MODULE`, and prints what it returns as JSON; a
server returns nothing, and prints `port pid` itself.
"""

import json
import sys
from importlib import import_module

import django

django.setup()
module, function, *arguments = sys.argv[1:]
told = getattr(import_module(f"bench.{module}"), function)(*arguments)
if told is not None:
    print(json.dumps(told))
