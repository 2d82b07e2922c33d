"""A small checklist with comments, ready to be edited: what `dataroom checklists new` writes."""

STARTER = """\
# A checklist of yours; its id is the name of this file, without .toml.
#   dataroom checklists test THIS-FILE.toml           every mistake, with its place
#   dataroom check ROOM --checklist THIS-FILE.toml    asked of a room
# Every field: docs/checklists.md. Document types: dataroom rules list. Clauses: dataroom checklists schema.

title.fr = "Ma liste"
title.en = "My checklist"

# One thing that an acquirer asks for, once for the whole company.
[[requirement]]
id = "retention-schedule"
title.fr = "Tableau de conservation"
title.en = "Retention schedule"
why.fr = "L’acquéreur doit savoir ce qui est gardé, et combien de temps."
why.en = "The acquirer must know what is kept, and for how long."
request.fr = "Merci de transmettre le tableau de conservation de {company}."
request.en = "Please send the retention schedule of {company}."
severity = "minor"               # blocking, major or minor
accepts = ["archiving-policy"]   # one of these types does
# max_age_months = 24            # issued at most so long before the as-of date
# phases = ["pre-sale", "sale"]  # asked only then
# source = "Practice; true at 2026-02"

# One thing asked of each provider, every month of the last twelve.
[[requirement]]
id = "monthly-report"
title.fr = "Rapport mensuel du prestataire"
title.en = "Provider’s monthly report"
why.fr = "Un trou dans la série montre un service que personne ne suit."
why.en = "A hole in the series shows a service that nobody follows."
request.fr = "Merci de transmettre le rapport de {provider}{period}."
request.en = "Please send {provider}’s report{period}."
severity = "major"
accepts = ["kpi-report"]
per = "provider"                 # company, provider, process or function
owner = "provider"               # whom the request is sent to: provider, accountant, lawyer or internal
series = "month"                 # once, month, quarter, half, fiscal-year, cadence, rhythm or amendment
# processes = ["payroll"]        # only for those who run these
# signed = true                  # an unsigned one does not do
# seed = [9, 41]                 # statements of the guide that it checks (dataroom checklists coverage)
"""
