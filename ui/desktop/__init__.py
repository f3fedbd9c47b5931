"""What the desktop of Windows expects of a program beside its window; on other systems all of it does nothing.

Every call may fail where policies or another shell forbid it: then the program goes on without.
"""
