package org.polymeter.gateway.web.esp;

/** Which of its two forms {@code data.json} has; they differ in nearly everything. */
public enum Layout {
    /** Of January 2021: a register is {@code ["0100010700FF",1106,[0,"W"]]}, its place says which. */
    PLACES,
    /** Since: {@code "0100010700FF":[1106,[0,"W"]]}. */
    CODES
}
