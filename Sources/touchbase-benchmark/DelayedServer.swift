#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A mail server that waits before each of its replies, as one far away does.
struct DelayedServer {
  let port: Int
  private let process: pid_t

  /// Starts it; nil where there is no Python.
  init?(milliseconds: Int) throws {
    let present = Contestant("/bin/sh", ["-c", "command -v python3"], name: "sh")
    guard present.succeeds else { return nil }
    port = 10_000 + Int(getpid()) % 10_000
    let words = "exec python3 -c \"$1\" \(port) \(milliseconds)"
    process = try Contestant("/bin/sh", ["-c", words, "sh", Self.script], name: "python3").begin()
    // It takes a moment to listen.
    usleep(1_000_000)
  }

  func stop() {
    kill(process, SIGTERM)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  private static let script = """
    import asyncio, sys

    async def serve(reader, writer):
      async def say(words):
        await asyncio.sleep(int(sys.argv[2]) / 1000)
        writer.write(words + b"\\r\\n")
      await say(b"220 ready")
      while line := await reader.readline():
        word = line[:4].upper()
        if word == b"EHLO":
          await say(b"250-far away\\r\\n250 PIPELINING")
        elif word == b"DATA":
          await say(b"354 go on")
          while await reader.readline() not in (b".\\r\\n", b""):
            pass
          await say(b"250 ok")
        elif word == b"QUIT":
          await say(b"221 bye")
          break
        else:
          await say(b"250 ok")
      writer.close()

    async def main():
      server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]))
      await server.serve_forever()

    asyncio.run(main())
    """
}
