package org.polymeter.gateway.web;

/** What is at one path, or at all paths of a template. */
interface Page {

    /** Any thread may ask, several at once. */
    Answer answer(Call call);
}
