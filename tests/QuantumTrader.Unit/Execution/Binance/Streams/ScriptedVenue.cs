using System.Text.RegularExpressions;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>Makes sockets and keeps them; answers commands as the venue does, unless the test says otherwise.</summary>
public sealed partial class ScriptedVenue
{
    private readonly List<ScriptedSocket> _sockets = [];

    /// <summary>Asked at each connection; not null refuses it.</summary>
    public Func<Uri, Exception?> Refuse { get; set; } = _ => null;

    public Action<ScriptedSocket, string> OnSent { get; set; } = Acknowledge;

    public IReadOnlyList<ScriptedSocket> Sockets
    {
        get
        {
            lock (_sockets)
            {
                return [.. _sockets];
            }
        }
    }

    public ScriptedSocket Last => Sockets[^1];

    public IStreamSocket Create()
    {
        var socket = new ScriptedSocket(a => Refuse(a)) { OnSent = (s, text) => OnSent(s, text) };
        lock (_sockets)
        {
            _sockets.Add(socket);
        }

        return socket;
    }

    public static void Acknowledge(ScriptedSocket socket, string message) => socket.Push($$"""{"result":null,"id":{{Id(message)}}}""");

    /// <summary>Acknowledges, and sends a first frame of each stream that was subscribed to.</summary>
    public static void Serve(ScriptedSocket socket, string message)
    {
        Acknowledge(socket, message);
        foreach (Match name in NamePattern().Matches(message))
        {
            socket.Push($$$"""{"stream":"{{{name.Groups[1].Value}}}","data":{"e":"x"}}""");
        }
    }

    public static string Id(string message) => IdPattern().Match(message).Groups[1].Value;

    [GeneratedRegex("\"id\":(\\d+)")]
    private static partial Regex IdPattern();

    [GeneratedRegex("\"([!a-zA-Z0-9]+@[^\"]+)\"")]
    private static partial Regex NamePattern();
}
