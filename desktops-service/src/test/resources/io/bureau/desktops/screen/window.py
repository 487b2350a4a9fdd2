"""A window of one colour, above all others, until it is killed: x y width height colour."""
import ctypes as c
import signal
import sys

x = c.CDLL("libX11.so.6")
x.XOpenDisplay.restype = c.c_void_p
x.XDefaultRootWindow.restype = c.c_ulong
x.XDefaultRootWindow.argtypes = [c.c_void_p]
x.XCreateSimpleWindow.restype = c.c_ulong
x.XCreateSimpleWindow.argtypes = [c.c_void_p, c.c_ulong] + [c.c_int] * 2 + [c.c_uint] * 3 + [c.c_ulong] * 2
x.XChangeWindowAttributes.argtypes = [c.c_void_p, c.c_ulong, c.c_ulong, c.c_void_p]
x.XMapRaised.argtypes = [c.c_void_p, c.c_ulong]
x.XSync.argtypes = [c.c_void_p, c.c_int]

display = x.XOpenDisplay(None)
left, top, width, height = map(int, sys.argv[1:5])
colour = int(sys.argv[5], 16)
window = x.XCreateSimpleWindow(display, x.XDefaultRootWindow(display), left, top, width, height, 0, 0, colour)
# XSetWindowAttributes: override_redirect is at byte 88; no window manager may move it.
attributes = c.create_string_buffer(112)
c.c_int.from_buffer(attributes, 88).value = 1
x.XChangeWindowAttributes(display, window, 1 << 9, attributes)
x.XMapRaised(display, window)
x.XSync(display, 0)
print("drawn", flush=True)
signal.pause()
