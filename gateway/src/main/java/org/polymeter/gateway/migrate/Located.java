package org.polymeter.gateway.migrate;

/** A value of somebody's file, and the line that it stands in, from 1. */
record Located(String text, int line) {}
