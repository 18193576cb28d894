"""Names as people have them and as nobody should: of eighteen departments, policies or organisations."""

LONG = "Regional Business Development, Strategic Partnerships and Alliances of Greater M"
assert len(LONG) == 80

NAMES = (
    LONG,
    f"{LONG[:-1]}N",
    "Line one\nline two\tand a tab",
    "<b>bold</b> & <script>alert(1)</script>",
    "$x^2$ _{a} \\alpha {percent} %s {0}",
    "| pipe | *star* `code` [link](http://x) #1",
    "🚀 Growth 😀 👩‍💻 🇩🇪",
    "מכירות ושיווק (2024)",
    "قسم المبيعات والتسويق 2024",
    "研究開発部門・第二営業部",
    "영업부 ฝ่ายขาย विक्रय",
    "Z̸̡̛̭͓̱̀̎͝a̷̢͎̓̚l̴̰̈́g̵̳̾o̵͇͠ x\u0301\u0302\u0303\u0304",
    "control \x07\x1b[31mred\x1b[0m \u202etxt.exe\u2069",
    "DonaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselbundaufbewahrungsortX",
    "Ελλάδα · Отдел продаж",
    "W" * 80,
    "=cmd|' /C calc'!A0",
    "x",
)
