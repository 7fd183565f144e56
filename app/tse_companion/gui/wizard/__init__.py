"""The wizard: from nothing to a till that can sign.

view    the frame: rail, title, page, buttons; drives the pages
page    what every page is
start   welcome, connect, inventory
keys    create, keep the PUK, choose the PIN
till    till, review, work
end     test receipt, done
"""
