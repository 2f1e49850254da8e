"""The commands, a module each: ``add`` puts it into the parser, ``run`` carries it out and gives the exit code.

What a command needs is imported when it runs, so that ``--help`` stays instant.
"""
