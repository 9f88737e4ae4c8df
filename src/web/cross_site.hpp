// Keeps foreign web sites from acting through a signed-in browser (CSRF): fetch metadata or Origin, content type,
// token. Source: OWASP CSRF prevention; ASVS 3.5.1 to 3.5.3. Pure functions over the request head.
#pragma once

#include "web/endpoint.hpp"
#include "web/gate.hpp"

namespace kartei::web {

/// GET, HEAD and OPTIONS change nothing and need no protection.
bool is_safe(const std::string& method);

/// Sec-Fetch-Site says same-origin or none; without it Origin is absent or names the same host and port as Host.
bool comes_from_this_site(const RequestHead& head);

/// A public endpoint that changes something and reads no body: a form may be sent to it.
bool takes_one_click(const Endpoint& endpoint);

bool is_form_type(std::string_view content_type);

/// application/json (charset UTF-8 at most), application/octet-stream for an upload, a form where the endpoint takes one
/// (form_body.hpp). A request without body needs none.
bool has_right_content_type(const RequestHead& head, const Endpoint& endpoint);

}  // namespace kartei::web
