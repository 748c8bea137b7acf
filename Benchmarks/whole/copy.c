// The physical limit of adding columns to a table: reads a file, appends 140 bytes to each line, writes it. Nothing is looked up.
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { block = 1 << 20, added = 140 };

int main(int argc, char **argv) {
  if (argc != 3) return 64;
  int input = open(argv[1], O_RDONLY), output = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (input < 0 || output < 0) return 74;
  char *text = malloc(2 * block), *copy = malloc(2 * block + (size_t)2 * block * added), columns[added];
  memset(columns, 'x', added);
  size_t kept = 0;
  ssize_t count;
  while ((count = read(input, text + kept, block)) > 0) {
    char *line = text, *end = text + kept + count, *next = copy, *lineEnd;
    while ((lineEnd = memchr(line, '\n', end - line))) {
      memcpy(next, line, lineEnd - line);
      next += lineEnd - line;
      memcpy(next, columns, added);
      next += added;
      *next++ = '\n';
      line = lineEnd + 1;
    }
    for (char *start = copy; start < next;) {
      ssize_t written = write(output, start, next - start);
      if (written < 0) return 74;
      start += written;
    }
    kept = end - line;
    if (kept > block) return 65;
    memmove(text, line, kept);
  }
  return close(output) ? 74 : 0;
}
