#include "CCurl.h"

#include <CLibraryLoading.h>
#include <pthread.h>

// The functions of libcurl that are used.
#define FUNCTIONS(F) \
  F(curl_global_init) F(curl_version_info) F(curl_easy_init) F(curl_easy_cleanup) F(curl_easy_setopt) \
  F(curl_easy_getinfo) F(curl_easy_strerror) F(curl_slist_append) F(curl_slist_free_all) F(curl_mime_init) \
  F(curl_mime_free) F(curl_mime_addpart) F(curl_mime_name) F(curl_mime_data) F(curl_mime_filename) F(curl_mime_type) \
  F(curl_multi_init) F(curl_multi_cleanup) F(curl_multi_setopt) F(curl_multi_add_handle) F(curl_multi_remove_handle) \
  F(curl_multi_perform) F(curl_multi_poll) F(curl_multi_info_read)

// The header wraps these variadic functions in macros that check argument types.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

static struct { FUNCTIONS(LIBRARY_MEMBER) } lib;
static const struct library_function functions[] = { FUNCTIONS(LIBRARY_ENTRY) };

static const char *failure;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", NULL};
  failure = library_load(names, functions, sizeof functions / sizeof *functions);
  if (!failure && lib.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) failure = "curl_global_init failed";
}

const char *ccurl_load(void) {
  pthread_once(&once, load);
  return failure;
}

const char *ccurl_version(void) { return lib.curl_version_info(CURLVERSION_NOW)->version; }

void *ccurl_easy_init(void) { return lib.curl_easy_init(); }
void ccurl_easy_cleanup(void *handle) { lib.curl_easy_cleanup(handle); }
CURLcode ccurl_set_long(void *handle, CURLoption option, long value) {
  return lib.curl_easy_setopt(handle, option, value);
}
CURLcode ccurl_set_pointer(void *handle, CURLoption option, const void *value) {
  return lib.curl_easy_setopt(handle, option, value);
}
CURLcode ccurl_set_string(void *handle, CURLoption option, const char *value) {
  return lib.curl_easy_setopt(handle, option, value);
}
CURLcode ccurl_set_writer(void *handle, curl_write_callback writer, void *context) {
  CURLcode code = lib.curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, writer);
  return code ? code : lib.curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

CURLcode ccurl_set_schemes(void *handle, int redirects_to_http, int redirects_to_https) {
  // The bit masks, not the strings that replace them: these work with every libcurl, the strings from 7.85 on.
  long redirects = (redirects_to_http ? CURLPROTO_HTTP : 0) | (redirects_to_https ? CURLPROTO_HTTPS : 0);
  CURLcode code = lib.curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  return code ? code : lib.curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS, redirects);
}

long ccurl_info_long(void *handle, CURLINFO info) {
  long value = 0;
  lib.curl_easy_getinfo(handle, info, &value);
  return value;
}
curl_off_t ccurl_info_offset(void *handle, CURLINFO info) {
  curl_off_t value = 0;
  lib.curl_easy_getinfo(handle, info, &value);
  return value;
}
const char *ccurl_message(CURLcode code) { return lib.curl_easy_strerror(code); }

struct curl_slist *ccurl_list_append(struct curl_slist *list, const char *text) {
  return lib.curl_slist_append(list, text);
}
void ccurl_list_free(struct curl_slist *list) { lib.curl_slist_free_all(list); }

void *ccurl_mime_init(void *handle) { return lib.curl_mime_init(handle); }
void ccurl_mime_free(void *form) { lib.curl_mime_free(form); }
CURLcode ccurl_mime_add(
    void *form, const char *name, const char *bytes, size_t count, const char *file_name, const char *type) {
  curl_mimepart *part = lib.curl_mime_addpart(form);
  if (!part) return CURLE_OUT_OF_MEMORY;
  CURLcode code = lib.curl_mime_name(part, name);
  if (!code) code = lib.curl_mime_data(part, bytes, count);
  if (!code && file_name) code = lib.curl_mime_filename(part, file_name);
  if (!code && type) code = lib.curl_mime_type(part, type);
  return code;
}

void *ccurl_multi_init(void) { return lib.curl_multi_init(); }
void ccurl_multi_cleanup(void *multi) { lib.curl_multi_cleanup(multi); }
CURLMcode ccurl_multi_set_long(void *multi, CURLMoption option, long value) {
  return lib.curl_multi_setopt(multi, option, value);
}
CURLMcode ccurl_multi_add(void *multi, void *handle) { return lib.curl_multi_add_handle(multi, handle); }
CURLMcode ccurl_multi_remove(void *multi, void *handle) { return lib.curl_multi_remove_handle(multi, handle); }
CURLMcode ccurl_multi_perform(void *multi) {
  int running = 0;
  return lib.curl_multi_perform(multi, &running);
}
CURLMcode ccurl_multi_poll(void *multi, int milliseconds) {
  return lib.curl_multi_poll(multi, NULL, 0, milliseconds, NULL);
}
void *ccurl_multi_next_done(void *multi, CURLcode *result) {
  int left = 0;
  for (CURLMsg *message; (message = lib.curl_multi_info_read(multi, &left));) {
    if (message->msg != CURLMSG_DONE) continue;
    *result = message->data.result;
    return message->easy_handle;
  }
  return NULL;
}
