"""Allen's thirteen relations as a person would tell them, beside which the library is held."""


def plain_relation(a, b, day=1):
    """The one relation between two spans of days, each (first, last), as numbers or as dates."""
    (s, e), (t, f) = (a[0], a[1] + day), (b[0], b[1] + day)
    if e < t or f < s:
        return "before" if e < t else "after"
    if e == t or f == s:
        return "meets" if e == t else "met-by"
    if s == t:
        return "equals" if e == f else "starts" if e < f else "started-by"
    if e == f:
        return "finishes" if s > t else "finished-by"
    if s > t:
        return "during" if e < f else "overlapped-by"
    return "contains" if e > f else "overlaps"
