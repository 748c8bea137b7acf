// libcurl, loaded when first asked for: a program that never calls out does not load its forty libraries.
//
// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one function per type of argument here.
// Every function but ccurl_load must be called after ccurl_load has returned NULL.
#ifndef CCURL_H
#define CCURL_H

#define CURL_DISABLE_DEPRECATION 1
#include <curl/curl.h>
#include <stddef.h>

/// Loads libcurl once, from any thread; NULL, or what went wrong, which stays valid.
const char *_Nullable ccurl_load(void);
/// libcurl's version: "7.88.1".
const char *_Nonnull ccurl_version(void);

void *_Nullable ccurl_easy_init(void);
void ccurl_easy_cleanup(void *_Nonnull handle);
CURLcode ccurl_set_long(void *_Nonnull handle, CURLoption option, long value);
CURLcode ccurl_set_pointer(void *_Nonnull handle, CURLoption option, const void *_Nullable value);
CURLcode ccurl_set_string(void *_Nonnull handle, CURLoption option, const char *_Nullable value);
CURLcode ccurl_set_writer(void *_Nonnull handle, curl_write_callback _Nonnull writer, void *_Nullable context);
/// The schemes that may be asked for (http and https), and those that a redirect may lead to.
CURLcode ccurl_set_schemes(void *_Nonnull handle, int redirects_to_http, int redirects_to_https);
long ccurl_info_long(void *_Nonnull handle, CURLINFO info);
curl_off_t ccurl_info_offset(void *_Nonnull handle, CURLINFO info);
const char *_Nonnull ccurl_message(CURLcode code);

struct curl_slist *_Nullable ccurl_list_append(struct curl_slist *_Nullable list, const char *_Nonnull text);
void ccurl_list_free(struct curl_slist *_Nullable list);

void *_Nullable ccurl_mime_init(void *_Nonnull handle);
void ccurl_mime_free(void *_Nullable form);
/// Adds a field, copying the bytes: the form's size is known, so that it is not sent in chunks. A file when file_name is given.
CURLcode ccurl_mime_add(
    void *_Nonnull form, const char *_Nonnull name, const char *_Nonnull bytes, size_t count,
    const char *_Nullable file_name, const char *_Nullable type);

void *_Nullable ccurl_multi_init(void);
void ccurl_multi_cleanup(void *_Nonnull multi);
CURLMcode ccurl_multi_set_long(void *_Nonnull multi, CURLMoption option, long value);
CURLMcode ccurl_multi_add(void *_Nonnull multi, void *_Nonnull handle);
CURLMcode ccurl_multi_remove(void *_Nonnull multi, void *_Nonnull handle);
CURLMcode ccurl_multi_perform(void *_Nonnull multi);
/// Waits for activity, at most so long.
CURLMcode ccurl_multi_poll(void *_Nonnull multi, int milliseconds);
/// The next transfer that ended, and how; NULL when there is none.
void *_Nullable ccurl_multi_next_done(void *_Nonnull multi, CURLcode *_Nonnull result);

#endif
