"""Forty ways in which text tries to become a script. Each calls ``pwned(number)`` and bears that word as its mark.

Written for this project from what is generally known of browsers. ``{n}`` is the payload's own number.
"""

import unicodedata

MARK = "pwned"
_WRITTEN = (
    # Elements that run something.
    "<script>pwned({n})</script>",
    "<ScRiPt>pwned({n})</sCrIpT >",
    "<script/x>pwned({n})//</script\t>",
    "<<script>pwned({n})</script>",
    "<img src=x onerror=pwned({n})>",
    '<img src="x" onerror="pwned({n})" alt="Xã Ân">',
    "<img/src=x/onerror=pwned({n})>",
    "<svg onload=pwned({n})>",
    "<svg><script>pwned({n})</script></svg>",
    "<svg><animate onbegin=pwned({n}) attributeName=x dur=1s>",
    "<body onload=pwned({n})>",
    "<details open ontoggle=pwned({n})>x</details>",
    "<input autofocus onfocus=pwned({n})>",
    "<video><source onerror=pwned({n})></video>",
    '<iframe srcdoc="<script>parent.pwned({n})</script>"></iframe>',
    "<math><mtext><style><img src=x onerror=pwned({n})></style></mtext></math>",
    "<style onload=pwned({n})>*{{}}</style>",
    # Out of an attribute, a text field, a title, a comment.
    '"><script>pwned({n})</script>',
    "'><img src=x onerror=pwned({n})>",
    '" autofocus onfocus="pwned({n})" x="',
    "' autofocus onfocus='pwned({n})' x='",
    " autofocus onfocus=pwned({n}) x=",
    "</textarea><script>pwned({n})</script>",
    "</title><svg onload=pwned({n})>",
    "--><img src=x onerror=pwned({n})><!--",
    "</option></select><img src=x onerror=pwned({n})>",
    # Addresses.
    "javascript:pwned({n})",
    "JaVaScRiPt&colon;pwned({n})",
    '<a href="java\tscript:pwned({n})" id=pwned>Đông</a>',
    "data:text/html,<script>opener.pwned({n})</script>",
    # Out of data inside a script, out of a template.
    '</script><script>pwned({n})</script>{{"a":"',
    '";pwned({n});//',
    "${{pwned({n})}}`;pwned({n})//",
    "{{{{ pwned.constructor('pwned({n})')() }}}}{{% debug %}}",
    # What htmx would act on.
    '<div hx-on::load="pwned({n})" hx-get="/pwned/" hx-trigger="load">Bắc</div>',
    '"><b data-hx-get="/pwned/" data-hx-trigger="load" data-hx-on:htmx:before-request="pwned({n})">',
    # Words that a reader might take for Markdown.
    '[Ánh](javascript:pwned({n})) ![x](x"onerror=pwned({n}))',
    # Letters: composed and decomposed Vietnamese around and inside the marks, wide look-alikes, other directions.
    "Ti\u00ea\u0301ng Vi\u1ec7t <img src=x oner\u200bror=1 onerror=pwned({n})> \u01b0\u01a1\u0309 D\u031b\u0323",
    "\uff1cscript\uff1epwned({n})\uff1c/script\uff1e<svg \u0323onload=1 onload=pwned({n})>",
    "\u202e<img src=x onerror=pwned({n})>\u202c\u2066\ufeff</\u0001script><script>pwned({n})</script>",
)
PAYLOADS = tuple(text.format(n=number) for number, text in enumerate(_WRITTEN, 1))


def seen(text: str) -> str:
    """The text as both its sender and a store that tidied it up would write it: composed, without invisible signs."""
    kept = "".join(
        one for one in unicodedata.normalize("NFC", text) if unicodedata.category(one) not in {"Cc", "Cf"}
    )
    return "".join(kept.split())
