namespace QuantumTrader.Domain.Alerts;

/// <summary>
/// The alerts that are open, one for each code and key, and the newest of those that are over. Not safe for several threads; whoever
/// shares it locks it.
/// </summary>
/// <param name="ids">Makes the id of a new alert.</param>
public sealed class AlertBook(Func<Guid> ids)
{
    /// <summary>Open alerts. A worse one takes the place of the mildest and oldest; otherwise what comes is dropped and counted.</summary>
    public const int OpenMax = 500;

    /// <summary>Alerts that are over.</summary>
    public const int RecentMax = 200;

    public const int TextMax = 1_000;
    public const int KeyMax = 64;

    /// <summary>A state that goes on is written down again this often at most.</summary>
    public static readonly TimeSpan SeenAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Code, string Key), Alert> _open = []; // bounded by OpenMax
    private readonly LinkedList<Alert> _recent = new(); // newest first, bounded by RecentMax

    public IReadOnlyCollection<Alert> Open => _open.Values;

    /// <summary>Those that are over, newest first.</summary>
    public IReadOnlyCollection<Alert> Recent => _recent;

    /// <summary>Alerts that found no room, since the start.</summary>
    public long DroppedCount { get; private set; }

    /// <summary>Something happened (again).</summary>
    /// <returns>The alert as it is now, and what that is to people; the alert is null when it was dropped or is known already.</returns>
    public (Alert? Alert, AlertChange Change) Report(AlertReport report) => Take(report, isNews: true);

    /// <summary>A state was looked at and still is so: the alert is opened, or kept as it is with the newest words.</summary>
    /// <inheritdoc cref="Report"/>
    public (Alert? Alert, AlertChange Change) Observe(AlertReport report) => Take(report, isNews: false);

    public (Alert? Alert, AlertChange Change) Resolve(string code, string key, DateTimeOffset atUtc) =>
        _open.Remove((code, Cut(key, KeyMax)), out var alert) ? (Close(alert with { ResolvedAtUtc = Later(alert.LastSeenAtUtc, atUtc) }), AlertChange.Resolved) : (null, AlertChange.None);

    /// <summary>A person has seen it. What tells of something that happened is over by that; a state goes on.</summary>
    public (Alert? Alert, AlertChange Change) Acknowledge(Guid id, string by, DateTimeOffset atUtc)
    {
        if (Find(id) is not { AcknowledgedAtUtc: null } alert)
        {
            return (null, AlertChange.None);
        }

        var known = alert with { AcknowledgedAtUtc = Later(alert.FirstSeenAtUtc, atUtc), AcknowledgedBy = by };
        if (alert.IsOpen && alert.Ends == AlertEnd.WhenAcknowledged)
        {
            _open.Remove((alert.Code, alert.Key));
            return (Close(known with { ResolvedAtUtc = known.AcknowledgedAtUtc }), AlertChange.Acknowledged);
        }

        Replace(known);
        return (known, AlertChange.Acknowledged);
    }

    public Alert? Find(Guid id) => _open.Values.FirstOrDefault(a => a.Id == id) ?? _recent.FirstOrDefault(a => a.Id == id);

    /// <summary>What an earlier process left; an alert that is open here under the same code and key stays, and takes the older one's beginning.</summary>
    public void Restore(Alert alert)
    {
        if (Find(alert.Id) is not null)
        {
            return;
        }

        if (!alert.IsOpen)
        {
            Remember(alert);
        }
        else if (!_open.TryGetValue((alert.Code, alert.Key), out var here))
        {
            if (_open.Count < OpenMax || MadeRoom(alert.Severity))
            {
                _open[(alert.Code, alert.Key)] = alert;
            }
        }
        else
        {
            Remember(alert with { ResolvedAtUtc = Later(alert.LastSeenAtUtc, here.FirstSeenAtUtc) });
        }
    }

    private (Alert? Alert, AlertChange Change) Take(AlertReport report, bool isNews)
    {
        var key = (report.Kind.Code, Cut(report.Key, KeyMax));
        if (report.CauseId is { } cause && IsKnown(cause))
        {
            return (null, AlertChange.None);
        }

        return _open.TryGetValue(key, out var alert) ? Add(alert, report, isNews) : Begin(report, key.Item2);
    }

    private (Alert? Alert, AlertChange Change) Begin(AlertReport report, string key)
    {
        var severity = report.Severity ?? report.Kind.Severity;
        if (_open.Count >= OpenMax && !MadeRoom(severity))
        {
            DroppedCount++;
            return (null, AlertChange.None);
        }

        var alert = new Alert
        {
            Id = ids(),
            Code = report.Kind.Code,
            Key = key,
            Severity = severity,
            Title = report.Kind.Title,
            Text = Cut(report.Text, TextMax),
            Source = report.Source,
            Ends = report.Kind.Ends,
            FirstSeenAtUtc = report.AtUtc,
            LastSeenAtUtc = report.AtUtc,
            Count = 1,
            CorrelationId = report.CorrelationId,
            CauseId = report.CauseId,
        };
        _open[(alert.Code, alert.Key)] = alert;
        return (alert, AlertChange.Raised);
    }

    private (Alert? Alert, AlertChange Change) Add(Alert alert, AlertReport report, bool isNews)
    {
        var severity = report.Severity ?? report.Kind.Severity;
        var isWorse = severity > alert.Severity;
        var text = Cut(report.Text, TextMax);
        if (!isNews && !isWorse && report.AtUtc - alert.LastSeenAtUtc < SeenAgainAfter)
        {
            // The newest words are shown at once; they are no news.
            Replace(alert with { Text = text });
            return (null, AlertChange.None);
        }

        var now = alert with
        {
            Severity = isWorse ? severity : alert.Severity,
            Text = text,
            LastSeenAtUtc = Later(alert.LastSeenAtUtc, report.AtUtc),
            Count = alert.Count + (isNews ? 1 : 0),
            CauseId = report.CauseId ?? alert.CauseId,
            // Who acknowledged the milder one has not seen this.
            AcknowledgedAtUtc = isWorse ? null : alert.AcknowledgedAtUtc,
            AcknowledgedBy = isWorse ? null : alert.AcknowledgedBy,
        };
        Replace(now);
        return (now, isWorse ? AlertChange.Escalated : AlertChange.SeenAgain);
    }

    /// <summary>True when a milder one left: what is critical is never kept out by what is not.</summary>
    private bool MadeRoom(AlertSeverity severity)
    {
        var mildest = _open.Values.Where(a => a.Severity < severity).OrderBy(a => a.Severity).ThenBy(a => a.LastSeenAtUtc).FirstOrDefault();
        if (mildest is null)
        {
            return false;
        }

        _open.Remove((mildest.Code, mildest.Key));
        DroppedCount++;
        return true;
    }

    private bool IsKnown(Guid cause) => _open.Values.Any(a => a.CauseId == cause) || _recent.Any(a => a.CauseId == cause);

    private Alert Close(Alert alert)
    {
        Remember(alert);
        return alert;
    }

    private void Remember(Alert alert)
    {
        _recent.AddFirst(alert);
        if (_recent.Count > RecentMax)
        {
            _recent.RemoveLast();
        }
    }

    private void Replace(Alert alert)
    {
        if (alert.IsOpen)
        {
            _open[(alert.Code, alert.Key)] = alert;
        }
        else if (_recent.First(a => a.Id == alert.Id) is { } old)
        {
            _recent.Find(old)!.Value = alert;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static string Cut(string text, int max)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= max ? line : $"{line.AsSpan(0, char.IsHighSurrogate(line[max - 2]) ? max - 2 : max - 1)}…";
    }
}
