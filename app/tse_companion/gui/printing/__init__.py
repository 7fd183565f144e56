"""Receipts and sheets on paper, as PDF and as pictures.

papers           paper sizes, in printer dots
qr               the QR code's modules and how many dots they get
draw             what is on a page: words, bars, codes, measured in dots, free of any painter
flow             fills pages from top to bottom with those
receipt_layout   one receipt on 80 mm, 58 mm or A4
german           numbers, dates and fixed words of a receipt
receipt_parts    what receipts on all papers share; receipt_a4 the letter
sheets           the hand-over sheet
puk_sheet        the sealed sheet with the PUK
render           pages onto a painter: picture, PDF, printer
output           hands pages to a printer or a file
preview          the widget that shows a page
"""
