using System.Globalization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>When each stream of one connection spoke last. Written by its receiver, read by its watch and by whoever shows health.</summary>
internal sealed class StreamAges
{
    private readonly IReadOnlyList<StreamSpec> _specs;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly long[] _at; // timestamps; of the last frame, or of the beginning
    private readonly bool[] _seen;
    private readonly long _began;
    private int _unseen;

    public StreamAges(IReadOnlyList<StreamSpec> specs, TimeProvider time)
    {
        (_specs, _time, _unseen, _began) = (specs, time, specs.Count, time.GetTimestamp());
        _byName = specs.Select((s, i) => (s.Name, Index: i)).ToDictionary(s => s.Name, s => s.Index, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        (_at, _seen) = (new long[specs.Count], new bool[specs.Count]);
        Array.Fill(_at, _began);
    }

    /// <summary>Every stream has spoken.</summary>
    public bool AllSeen => Volatile.Read(ref _unseen) == 0;

    /// <summary>A frame of the stream with this name came; false for a name that was not asked for.</summary>
    public bool Saw(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[64];
        if (name.Length > text.Length || !System.Text.Encoding.ASCII.TryGetChars(name, text, out var length) || !_byName.TryGetValue(text[..length], out var index))
        {
            return false;
        }

        Volatile.Write(ref _at[index], _time.GetTimestamp());
        if (!_seen[index])
        {
            _seen[index] = true;
            Volatile.Write(ref _unseen, _unseen - 1);
        }

        return true;
    }

    /// <summary>What is wrong, in one line; null while each stream speaks as often as it must.</summary>
    public string? Complaint()
    {
        for (var i = 0; i < _specs.Count; i++)
        {
            var (spec, age) = (_specs[i], _time.GetElapsedTime(Volatile.Read(ref _at[i])));
            if (age <= (Volatile.Read(ref _seen[i]) ? spec.AgeMax : spec.FirstFrameMax))
            {
                continue;
            }

            return Volatile.Read(ref _seen[i])
                ? Text($"{spec.Name} has been silent for {age.TotalSeconds:0.#} s: the connection is half open")
                : Text($"{spec.Name} sent nothing within {age.TotalSeconds:0.#} s of its subscription: a wrong path, or a stream that is not there");
        }

        return null;
    }

    public (string Name, TimeSpan Age)? Oldest()
    {
        (string, TimeSpan)? oldest = null;
        for (var i = 0; i < _specs.Count; i++)
        {
            var age = _time.GetElapsedTime(Volatile.Read(ref _at[i]));
            oldest = oldest is not var (_, most) || age > most ? (_specs[i].Name, age) : oldest;
        }

        return oldest;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
