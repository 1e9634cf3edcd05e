"""What a person did: record a CE, list, change, remove, and fix where it counts.

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
