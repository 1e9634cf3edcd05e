"""Several CEs in one message: a list of drafts, saved together or one by one.

> Antibody ID, LabCE, 1.5 h, Nov 3, blood banking
  DIC workup, LabCE, 2 h, Nov 5
3 lines: 2 CEs, none saved yet …
> [Save all 1]
> [One by one]
"""
