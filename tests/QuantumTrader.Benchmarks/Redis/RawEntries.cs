using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using StackExchange.Redis;

namespace QuantumTrader.Benchmarks.Redis;

/// <summary>The journal's lines as entries, made ready before anything is timed.</summary>
internal sealed class RawEntries
{
    private const int Window = 1024 * 1024;
    private readonly List<(string Id, NameValueEntry[] Fields)> _entries = [];

    /// <summary>Bytes of all fields.</summary>
    public long Length { get; private set; }

    public static RawEntries Read(string directory)
    {
        var raw = new RawEntries();
        foreach (var line in File.ReadLines(Path.Combine(directory, "00000000000000000001.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var (sequence, at) = (json.RootElement.GetProperty("seq").GetInt64(), json.RootElement.GetProperty("at").GetDateTimeOffset());
            raw._entries.Add((sequence.ToString(CultureInfo.InvariantCulture),
            [
                new("id", Encoding.UTF8.GetBytes(json.RootElement.GetProperty("id").GetString()!)),
                new("type", Encoding.UTF8.GetBytes(json.RootElement.GetProperty("type").GetString()!)),
                new("at", at.ToUnixTimeMilliseconds()),
                new("line", Encoding.UTF8.GetBytes(line)),
            ]));
            raw.Length += line.Length;
        }

        return raw;
    }

    /// <summary>As many at once as the forwarder has lines under way.</summary>
    public async Task AddByClientAsync(IDatabase database, string stream, int atOnce)
    {
        foreach (var batch in _entries.Chunk(atOnce))
        {
            await Task.WhenAll(batch.Select(e => database.StreamAddAsync(stream, e.Fields, e.Id)));
        }
    }

    public async Task AddBySocketAsync(int port, string stream)
    {
        var bytes = Encode(stream);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var answers = CountAnswersAsync(socket);
        for (var at = 0; at < bytes.Length; at += Window)
        {
            for (var portion = bytes.AsMemory(at, Math.Min(Window, bytes.Length - at)); portion.Length > 0;)
            {
                portion = portion[await socket.SendAsync(portion)..];
            }
        }

        await answers;
    }

    private async Task CountAnswersAsync(Socket socket)
    {
        // $3\r\n1-0\r\n: two line feeds each.
        var buffer = new byte[256 * 1024];
        for (var feeds = 0; feeds < _entries.Count * 2;)
        {
            var length = await socket.ReceiveAsync(buffer);
            feeds += buffer.AsSpan(0, length).Count((byte)'\n');
        }
    }

    private byte[] Encode(string stream)
    {
        using var bytes = new MemoryStream();
        foreach (var (id, fields) in _entries)
        {
            bytes.Write(Encoding.UTF8.GetBytes($"*{3 + (fields.Length * 2)}\r\n"));
            byte[][] words = ["XADD"u8.ToArray(), Encoding.UTF8.GetBytes(stream), Encoding.UTF8.GetBytes(id), .. fields.SelectMany(f => new byte[][] { f.Name!, f.Value! })];
            foreach (var word in words)
            {
                bytes.Write(Encoding.UTF8.GetBytes($"${word.Length}\r\n"));
                bytes.Write(word);
                bytes.Write("\r\n"u8);
            }
        }

        return bytes.ToArray();
    }
}
