"""The wizard: from nothing to a till that can sign.

view    the frame: title, page, buttons; drives the pages
rail    the chapters at the left
foot    the buttons below
facts   a fact for reading
page    what every page is
start   welcome, connect, inventory
keys    create, keep the PUK
pin     choose the admin PIN
till    till, review, work
end     test receipt, done
"""
