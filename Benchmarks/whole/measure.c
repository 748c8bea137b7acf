// Runs a command and writes to a file: its wall and processor seconds and its maximum resident set in kilobytes.
//
// A process inherits the maximum of whoever starts it: started from Python, no program would seem to take less than Python itself.
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static double seconds(struct timeval time) { return time.tv_sec + time.tv_usec / 1e6; }

int main(int argc, char **argv) {
  if (argc < 3) return 64;
  double start = now();
  pid_t child;
  if (posix_spawnp(&child, argv[2], NULL, NULL, argv + 2, environ)) return 127;
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) < 0) return 70;
  double wall = now() - start;
  FILE *file = fopen(argv[1], "w");
  if (!file) return 73;
  fprintf(file, "%.6f %.6f %ld\n", wall, seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss);
  if (fclose(file)) return 74;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
