// Freed memory is wiped: the programs' own free() and realloc(), before glibc's.
//
// Secret wipes the copies that we make. JSON documents, texts, sockets and OpenSSL make theirs, and what they free
// would lie in the heap until something else is written there. On other systems and C libraries nothing is replaced;
// macOS wipes freed memory itself. Not in builds with sanitizers, which have an allocator of their own.

#include <cstddef>
#include <cstdlib>
#include <cstring>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#include <malloc.h>

extern "C" {

// glibc's own, under the names that it keeps for programs that put theirs in front.
void __libc_free(void *memory);

__attribute__((visibility("default"))) void free(void *memory)
{
    if (!memory)
        return;
    explicit_bzero(memory, malloc_usable_size(memory));
    __libc_free(memory);
}

/// Never in place when it grows: what glibc moves, it frees without asking us.
__attribute__((visibility("default"))) void *realloc(void *memory, std::size_t size)
{
    if (!memory)
        return std::malloc(size);
    const std::size_t available = malloc_usable_size(memory);
    if (size != 0 && size <= available && size >= available / 2)
        return memory;
    void *const moved = size == 0 ? nullptr : std::malloc(size);
    if (!moved && size != 0)
        return nullptr;
    if (moved)
        std::memcpy(moved, memory, size < available ? size : available);
    std::free(memory);
    return moved;
}

} // extern "C"

#endif
