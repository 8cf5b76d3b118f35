namespace QuantumTrader.FakeVenue.Streams;

/// <summary>
/// Who listens to what. Publishing never waits: a message is queued for every connection that subscribed its stream on
/// the path where it flows, in the order of the calls.
/// </summary>
public sealed class StreamHub(StreamOptions options)
{
    private readonly Lock _gate = new();
    private StreamConnection[] _connections = []; // replaced, never changed: a cut in the middle of a delivery removes; bounded by options.ConnectionsMax
    private readonly StreamFaults _faults = new();
    private readonly Dictionary<string, int> _subscribers = new(StringComparer.Ordinal); // per name, over all connections

    public int ConnectionCount
    {
        get
        {
            lock (_gate)
            {
                return _connections.Length;
            }
        }
    }

    /// <summary>How many connections are open on a path.</summary>
    public int ConnectionsOn(StreamPath path)
    {
        lock (_gate)
        {
            return _connections.Count(c => c.Path == path);
        }
    }

    /// <summary>Whether making the stream's message is worth the work.</summary>
    public bool HasSubscribers(string stream)
    {
        lock (_gate)
        {
            return _subscribers.ContainsKey(stream);
        }
    }

    /// <summary>All names that somebody subscribed.</summary>
    public IReadOnlyList<string> SubscribedNames()
    {
        lock (_gate)
        {
            return [.. _subscribers.Keys];
        }
    }

    /// <param name="path">Where it flows; on another path nobody gets it.</param>
    /// <param name="stream">Its name, or the listen key.</param>
    /// <param name="eventType">The payload's <c>e</c>.</param>
    /// <param name="data">UTF-8 JSON; not to be changed afterwards.</param>
    public void Publish(StreamPath path, string stream, string eventType, byte[] data)
    {
        lock (_gate)
        {
            if (!_subscribers.ContainsKey(stream))
            {
                return;
            }

            foreach (var message in _faults.Apply(path, new StreamMessage(stream, eventType, data)))
            {
                Deliver(path, message);
            }
        }
    }

    /// <summary>Arms a fault, or carries it out at once (Silence, Cut).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Its count is not positive, or too many are armed.</exception>
    public void Inject(StreamFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            switch (fault.Kind)
            {
                case StreamFaultKind.Silence:
                    Matching(fault).ForEach(c => c.IsMuted = true);
                    break;
                case StreamFaultKind.Cut:
                    Matching(fault).ForEach(c => c.Cut());
                    break;
                default:
                    _faults.Arm(fault);
                    break;
            }
        }
    }

    public void ClearFaults()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    internal bool TryAdd(StreamConnection connection)
    {
        lock (_gate)
        {
            if (_connections.Length >= options.ConnectionsMax)
            {
                return false;
            }

            _connections = [.. _connections, connection];
            foreach (var name in connection.Names)
            {
                Count(name, +1);
            }

            return true;
        }
    }

    internal void Remove(StreamConnection connection)
    {
        lock (_gate)
        {
            if (_connections.Contains(connection))
            {
                _connections = [.. _connections.Where(c => c != connection)];
                foreach (var name in connection.Names)
                {
                    Count(name, -1);
                }
            }
        }
    }

    /// <returns>False when the connection is to be cut.</returns>
    internal bool Execute(StreamConnection connection, StreamCommand? command)
    {
        lock (_gate)
        {
            var answer = command?.Method switch
            {
                "SUBSCRIBE" => Subscribe(connection, command),
                "UNSUBSCRIBE" => Unsubscribe(connection, command),
                "LIST_SUBSCRIPTIONS" => StreamAnswers.List(connection.Names, command.Id),
                _ => StreamAnswers.Invalid(command),
            };
            connection.Enqueue(answer);
            return connection.Names.Count <= options.StreamsPerConnectionMax;
        }
    }

    private byte[] Subscribe(StreamConnection connection, StreamCommand command)
    {
        foreach (var name in command.Names)
        {
            // Also what never flows here is acknowledged: the venue does so, and clients must notice the silence.
            if (connection.Names.Count <= options.StreamsPerConnectionMax && connection.Names.Add(name))
            {
                Count(name, +1);
            }
        }

        return StreamAnswers.Done(command.Id);
    }

    private byte[] Unsubscribe(StreamConnection connection, StreamCommand command)
    {
        foreach (var name in command.Names.Where(connection.Names.Remove))
        {
            Count(name, -1);
        }

        return StreamAnswers.Done(command.Id);
    }

    private void Count(string name, int change)
    {
        var count = _subscribers.GetValueOrDefault(name) + change;
        if (count > 0)
        {
            _subscribers[name] = count;
        }
        else
        {
            _subscribers.Remove(name);
        }
    }

    private void Deliver(StreamPath path, StreamMessage message)
    {
        foreach (var connection in _connections)
        {
            var isWanted = connection.Path == path
                && !connection.IsMuted
                && connection.Names.Contains(message.Stream)
                && (connection.EventsAllowed?.Contains(message.EventType) ?? true);
            if (isWanted)
            {
                connection.Enqueue(message.As(connection.IsCombined));
            }
        }
    }

    private List<StreamConnection> Matching(StreamFault fault) =>
    [
        .. _connections.Where(c =>
            (fault.Path is null || c.Path == fault.Path) && (fault.Stream is null || c.Names.Contains(fault.Stream))),
    ];
}
