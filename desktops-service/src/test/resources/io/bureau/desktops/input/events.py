"""A window over the whole screen that writes down what is done to it, one line for each event."""
import ctypes as c
import struct
import sys

x = c.CDLL("libX11.so.6")
x.XOpenDisplay.restype = c.c_void_p
x.XDefaultRootWindow.restype = c.c_ulong
x.XDefaultRootWindow.argtypes = [c.c_void_p]
x.XCreateSimpleWindow.restype = c.c_ulong
x.XCreateSimpleWindow.argtypes = [c.c_void_p, c.c_ulong] + [c.c_int] * 2 + [c.c_uint] * 3 + [c.c_ulong] * 2
x.XSelectInput.argtypes = [c.c_void_p, c.c_ulong, c.c_long]
x.XMapRaised.argtypes = [c.c_void_p, c.c_ulong]
x.XNextEvent.argtypes = [c.c_void_p, c.c_void_p]
x.XGrabKeyboard.argtypes = [c.c_void_p, c.c_ulong, c.c_int, c.c_int, c.c_int, c.c_ulong]
x.XGrabPointer.argtypes = [c.c_void_p, c.c_ulong, c.c_int, c.c_uint, c.c_int, c.c_int, c.c_ulong, c.c_ulong, c.c_ulong]
x.XRefreshKeyboardMapping.argtypes = [c.c_void_p]
x.XLookupString.argtypes = [c.c_void_p, c.c_char_p, c.c_int, c.POINTER(c.c_ulong), c.c_void_p]

display = x.XOpenDisplay(None)
root = x.XDefaultRootWindow(display)
KEYS, BUTTONS, MOTION = 3, 12, 64
x.XGrabKeyboard(display, root, 0, 1, 1, 0)
x.XGrabPointer(display, root, 0, BUTTONS | MOTION, 1, 1, 0, 0, 0)
out = open(sys.argv[1], "w", buffering=1)
print("ready", file=out)
event = c.create_string_buffer(192)
names = {2: "key", 3: "keyup", 4: "button", 5: "buttonup", 6: "motion"}
while True:
    x.XNextEvent(display, event)
    kind, = struct.unpack_from("i", event, 0)
    if kind == 34:
        x.XRefreshKeyboardMapping(event)
    if kind not in names:
        continue
    time, = struct.unpack_from("L", event, 56)
    px, py, state, detail = struct.unpack_from("iiII", event, 72)
    if kind in (2, 3):
        keysym = c.c_ulong()
        x.XLookupString(event, None, 0, c.byref(keysym), None)
        print(names[kind], hex(keysym.value), state & 0xff, file=out)
    elif kind == 6:
        print(names[kind], px, py, time, file=out)
    else:
        print(names[kind], detail, px, py, state & 0xff, file=out)
