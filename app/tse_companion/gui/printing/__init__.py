"""Receipts and sheets on paper, as PDF and as pictures.

papers           paper sizes, in printer dots
qr               the QR code's modules and how many dots they get
draw             what is on a page: words, bars, codes, measured in dots, free of any painter
flow             fills pages from top to bottom with those
receipt_layout   one receipt on 80 mm, 58 mm or A4
sheets           hand-over sheet and sealed PUK sheet
render           pages onto a painter: picture, PDF, printer
output           hands pages to a printer or a file
preview          the widget that shows a page
"""
