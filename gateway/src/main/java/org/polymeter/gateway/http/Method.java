package org.polymeter.gateway.http;

/** What a request wants to do (RFC 9110, 9.3); HEAD is a GET whose body is not sent. */
public enum Method {
    GET,
    POST,
    PUT,
    DELETE
}
