using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// The places of the consumers in one file beside the journal, replaced at most once a second, and at once for a new name. A
/// disk that refuses it is tried again each second; until then the older places count. Safe for any number of threads.
/// </summary>
public sealed class JournalConsumers : IJournalConsumers, IDisposable
{
    /// <summary>More names are refused with <see cref="InvalidOperationException"/>: a name made of something that varies holds segments for ever.</summary>
    public const int ConsumersMax = 100;

    /// <summary>
    /// Who is listed, at 0, after the file was found damaged: nobody knows who else was in it, so that no segment goes until the next start.
    /// </summary>
    public const string Unknown = "(unknown)";

    private const int NameLengthMax = 64;
    private static readonly TimeSpan WriteInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private readonly ConsumersFile _file;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private readonly Dictionary<string, long> _confirmed; // bounded by ConsumersMax
    private Dictionary<string, long> _durable;
    private readonly bool _wasDamaged;
    private bool _isDue;
    private bool _isFailing;
    private bool _isDisposed;

    /// <param name="disk">Where the file is.</param>
    /// <param name="directory">The journal's.</param>
    /// <param name="time">Times the writes.</param>
    /// <param name="log">Where damage and refusals are told.</param>
    public JournalConsumers(IDisk disk, string directory, TimeProvider time, ILogger<JournalConsumers>? log = null)
    {
        _log = log ?? (ILogger)NullLogger.Instance;
        _file = new ConsumersFile(disk, directory);
        _confirmed = _file.Read(out var fault);
        _durable = new(_confirmed, StringComparer.Ordinal);
        _wasDamaged = fault is not null;
        if (fault is not null)
        {
            _log.ConsumersDamaged(ConsumersFile.Name, fault, ConsumersFile.DamagedName);
        }

        _timer = time.CreateTimer(_ => Save(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public IReadOnlyDictionary<string, long> All
    {
        get
        {
            lock (_gate)
            {
                var all = new Dictionary<string, long>(_durable, StringComparer.Ordinal);
                if (_wasDamaged)
                {
                    all[Unknown] = 0;
                }

                return all;
            }
        }
    }

    public long Register(string name)
    {
        Check(name);
        lock (_gate)
        {
            if (_confirmed.TryGetValue(name, out var sequence))
            {
                return sequence;
            }

            if (_confirmed.Count >= ConsumersMax)
            {
                throw new InvalidOperationException($"The journal has {ConsumersMax} consumers already; '{name}' is one too many. Remove those that are gone.");
            }

            _confirmed[name] = 0;
            _durable[name] = 0; // holds segments from now on, whatever the disk says
        }

        Save();
        return 0;
    }

    public void Confirm(string name, long sequence)
    {
        lock (_gate)
        {
            if (!_confirmed.TryGetValue(name, out var before))
            {
                throw new InvalidOperationException($"'{name}' is no consumer of the journal; register it first.");
            }

            if (sequence > before)
            {
                _confirmed[name] = sequence;
                SaveSoon_NeedsGate();
            }
        }
    }

    public void Remove(string name)
    {
        lock (_gate)
        {
            if (!_confirmed.Remove(name))
            {
                return;
            }

            _durable.Remove(name);
        }

        Save();
    }

    /// <summary>Writes what is confirmed.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _timer.Dispose();
        Save();
    }

    private static void Check(string name)
    {
        if (name.Length is not (> 0 and <= NameLengthMax) || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException($"A consumer's name has 1 to {NameLengthMax} lower-case letters, digits and hyphens; '{name}' has not.", nameof(name));
        }
    }

    private void Save()
    {
        lock (_writing)
        {
            Dictionary<string, long> confirmed;
            lock (_gate)
            {
                _isDue = false;
                confirmed = new(_confirmed, StringComparer.Ordinal);
            }

            try
            {
                _file.Write(confirmed);
                Saved(confirmed);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                NotSaved(e);
            }
        }
    }

    private void Saved(Dictionary<string, long> confirmed)
    {
        lock (_gate)
        {
            foreach (var gone in confirmed.Keys.Where(k => !_confirmed.ContainsKey(k)).ToArray())
            {
                confirmed.Remove(gone); // removed while it was written
            }

            foreach (var added in _confirmed.Keys.Where(k => !confirmed.ContainsKey(k)))
            {
                confirmed[added] = 0;
            }

            _durable = confirmed;
            _isFailing = false;
        }
    }

    private void NotSaved(Exception e)
    {
        lock (_gate)
        {
            if (!_isFailing)
            {
                _log.ConsumersNotSaved(ConsumersFile.Name, e.Message);
            }

            _isFailing = true;
            SaveSoon_NeedsGate();
        }
    }

    private void SaveSoon_NeedsGate()
    {
        if (!_isDue && !_isDisposed)
        {
            _isDue = true;
            _timer.Change(WriteInterval, Timeout.InfiniteTimeSpan);
        }
    }
}
