/* Stands between the program and the C library for files below one folder: counts what is done to them, writes it
   down, and lets one operation (or every one from it on) fail, or ends the process there as SIGKILL would.

   cc -shared -fPIC -O2 -o shim.so shim.c -ldl ; LD_PRELOAD=shim.so python …

   A record of the log: kind (1 byte), file (8: its inode), at (8), length (4), then so many bytes:
   C create (path), O open what is there (path), T truncate to `at`, W write at `at` (bytes), S sync, D sync of a folder (path), U unlink (path),
   R rename (old \0 new), M make a folder (path), K mark (text of the harness). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define FDS 1024
#define KILL (-9)
static char root[4096];
static size_t root_length;
static unsigned char tracked[FDS];
static ino_t inode[FDS];
static int log_fd = -1;
static long count, fail_at = -1;
static int fail_errno, fail_once, with_reads;

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

void torture_root(const char *path) { snprintf(root, sizeof root, "%s/", path); root_length = strlen(root); }
void torture_log(int fd) { log_fd = fd; }
long torture_count(void) { return count; }
void torture_arm(long at, int error, int once, int reads) {
    count = 0; fail_at = at; fail_errno = error; fail_once = once; with_reads = reads;
}

static void put(const void *data, size_t length) {
    const char *from = data;
    while (length) {
        ssize_t done = syscall(SYS_write, log_fd, from, length);
        if (done <= 0) _exit(99); /* a log with a hole proves nothing */
        from += done; length -= (size_t)done;
    }
}

static void note(char kind, uint64_t file, uint64_t at, const void *data, uint32_t length) {
    unsigned char head[21];
    if (log_fd < 0) return;
    head[0] = (unsigned char)kind;
    memcpy(head + 1, &file, 8); memcpy(head + 9, &at, 8); memcpy(head + 17, &length, 4);
    put(head, sizeof head);
    if (length) put(data, length);
}

void torture_mark(const char *text) { note('K', 0, 0, text, (uint32_t)strlen(text)); }

/* 1 where this operation is to fail; errno is set then. */
static int fails(int reads) {
    if (reads && !with_reads) return 0;
    long now = count++;
    if (fail_at < 0 || now < fail_at || (fail_once && now > fail_at)) return 0;
    if (fail_errno == KILL) { kill(getpid(), SIGKILL); for (;;) pause(); }
    errno = fail_errno;
    return 1;
}

static int below(const char *path) { /* the folder itself too: it is opened to be synced */
    return root_length && path && !strncmp(path, root, root_length - 1) &&
           (path[root_length - 1] == '/' || !path[root_length - 1]);
}
static int ours(int fd) { return fd >= 0 && fd < FDS && tracked[fd]; }

static void opened(int fd, const char *path, int flags, int existed) {
    struct stat found;
    if (fd < 0 || fd >= FDS || fstat(fd, &found)) return;
    tracked[fd] = S_ISDIR(found.st_mode) ? 2 : 1;
    inode[fd] = found.st_ino;
    if (!existed) note('C', found.st_ino, 0, path, (uint32_t)strlen(path));
    else if (tracked[fd] == 1) {
        note('O', found.st_ino, 0, path, (uint32_t)strlen(path));
        if (flags & O_TRUNC) note('T', found.st_ino, 0, 0, 0);
    }
}

static int open_with(const char *path, int flags, mode_t mode) {
    struct stat found;
    int mine = below(path), existed;
    if (!mine) return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    existed = !stat(path, &found);
    if ((flags & O_CREAT || existed) && fails(!(flags & (O_CREAT | O_TRUNC)))) return -1;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    opened(fd, path, flags, existed);
    return fd;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
        return open_with(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    REAL(close);
    if (ours(fd)) tracked[fd] = 0;
    return real(fd);
}

static ssize_t write_at(int fd, const void *data, size_t length, off_t at, int positioned) {
    if (ours(fd) && fails(0)) return -1;
    if (ours(fd) && !positioned) {
        struct stat found;
        at = lseek(fd, 0, SEEK_CUR);
        if ((fcntl(fd, F_GETFL) & O_APPEND) && !fstat(fd, &found)) at = found.st_size;
    }
    ssize_t done = positioned ? syscall(SYS_pwrite64, fd, data, length, at) : syscall(SYS_write, fd, data, length);
    if (ours(fd) && done > 0) note('W', inode[fd], (uint64_t)at, data, (uint32_t)done);
    return done;
}
ssize_t write(int fd, const void *data, size_t length) { return write_at(fd, data, length, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return write_at(fd, data, length, at, 1); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return write_at(fd, data, length, at, 1); }

ssize_t read(int fd, void *data, size_t length) {
    if (ours(fd) && fails(1)) return -1;
    return syscall(SYS_read, fd, data, length);
}
ssize_t pread64(int fd, void *data, size_t length, off64_t at) {
    if (ours(fd) && fails(1)) return -1;
    return syscall(SYS_pread64, fd, data, length, at);
}
ssize_t sendfile(int out, int in, off_t *at, size_t length) {
    if (ours(out)) { errno = EINVAL; return -1; } /* the caller falls back on reading and writing, which is seen */
    return syscall(SYS_sendfile, out, in, at, length);
}
ssize_t sendfile64(int out, int in, off64_t *at, size_t length) { return sendfile(out, in, at, length); }

static int truncate_to(int fd, off_t size) {
    if (ours(fd) && fails(0)) return -1;
    int done = (int)syscall(SYS_ftruncate, fd, size);
    if (ours(fd) && !done) note('T', inode[fd], (uint64_t)size, 0, 0);
    return done;
}
int ftruncate(int fd, off_t size) { return truncate_to(fd, size); }
int ftruncate64(int fd, off64_t size) { return truncate_to(fd, size); }

static int synced(int fd, long call) {
    if (ours(fd) && fails(0)) return -1;
    int done = (int)syscall(call, fd);
    if (ours(fd) && !done) note(tracked[fd] == 2 ? 'D' : 'S', inode[fd], 0, 0, 0);
    return done;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int unlink(const char *path) {
    REAL(unlink);
    if (!below(path)) return real(path);
    struct stat found;
    if (!lstat(path, &found) && fails(0)) return -1;
    int done = real(path);
    if (!done) note('U', 0, 0, path, (uint32_t)strlen(path));
    return done;
}
int rename(const char *from, const char *to) {
    REAL(rename);
    if (!below(from)) return real(from, to);
    if (fails(0)) return -1;
    int done = real(from, to);
    if (!done) {
        char both[8192];
        int length = snprintf(both, sizeof both, "%s%c%s", from, 0, to);
        note('R', 0, 0, both, (uint32_t)length);
    }
    return done;
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    if (!below(path)) return real(path, mode);
    struct stat found;
    if (stat(path, &found) && fails(0)) return -1;
    int done = real(path, mode);
    if (!done) note('M', 0, 0, path, (uint32_t)strlen(path));
    return done;
}
