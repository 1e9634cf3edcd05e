"""Record a CE: from one sentence or question by question, then a summary, then Save.

> /add
What was it called?
> Antibody identification
Who gave it?
> LabCE
When did you complete it?
> [Yesterday]
How many points is it worth?
> 1.5 hours
What kind of activity was it?
> [CE course]
What was it about?
> [Blood banking]
Not saved yet. Antibody identification …
> [Save]
Saved. …
"""
