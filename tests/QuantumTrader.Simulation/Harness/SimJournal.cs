using System.Security.Cryptography;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Simulation.Harness;

/// <summary>
/// The lines that the disk journal would hold. They survive every crash; what a process had appended and not been told about
/// survives in part. Read back through the real line format.
/// </summary>
internal sealed class SimJournal(ulong seed) : IDisposable
{
    private readonly List<byte[]> _lines = [];
    private readonly List<JournaledEvent> _read = []; // each line is read back once, from its bytes; events never change
    private readonly List<byte[]> _unanswered = []; // a prefix of them survives a crash
    private readonly EventSerializer _serializer = new();
    private readonly LineBuffer _buffer = new();
    private readonly SeededRandom _random = new(seed);

    public long Count => _lines.Count;

    public string HashHex
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var line in _lines)
            {
                hash.AppendData(line);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    public int NextInt(int below) => _random.Next(below);

    public long Begin(DomainEvent e)
    {
        var sequence = Count + _unanswered.Count + 1;
        _serializer.Write(_buffer, sequence, e);
        _unanswered.Add(_buffer.Written.ToArray());
        _buffer.CutTo(0);
        return sequence;
    }

    public void CommitAll()
    {
        _lines.AddRange(_unanswered);
        _unanswered.Clear();
    }

    public void DropAll() => _unanswered.Clear();

    /// <summary>The disk had written some of what nobody was told about.</summary>
    public void OnCrash()
    {
        _lines.AddRange(_unanswered.Take(_random.Next(_unanswered.Count + 1)));
        _unanswered.Clear();
    }

    public IEnumerable<string> Lines() => _lines.Select(l => System.Text.Encoding.UTF8.GetString(l).TrimEnd());

    public void Dispose() => _serializer.Dispose();

    public IEnumerable<JournaledEvent> ReadAfter(long sequence)
    {
        for (var i = (int)Math.Max(0, sequence); i < _lines.Count; i++)
        {
            yield return At(i);
        }
    }

    private JournaledEvent At(int index)
    {
        while (_read.Count <= index)
        {
            _read.Add(EventLine.Read(_lines[_read.Count], out var journaled, out var fault) == LineVerdict.Ok
                ? journaled
                : throw new InvalidOperationException($"Line {_read.Count + 1} cannot be read back: {fault}"));
        }

        return _read[index];
    }
}
