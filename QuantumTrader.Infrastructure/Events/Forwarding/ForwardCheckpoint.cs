namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>
/// The forwarder's durable place, which also says which segments the journal may delete. When the store lost what it had confirmed, a
/// second consumer at the journal's beginning keeps the segments until everything is there again.
/// </summary>
internal sealed class ForwardCheckpoint(IJournalConsumers consumers)
{
    private const string Name = RedisForwarder.ConsumerName;
    private const string AgainName = RedisForwarder.ConsumerName + "-again";
    private long _reached;
    private bool _isAgain;

    /// <summary>Where forwarding had come to.</summary>
    public long Register()
    {
        _reached = consumers.Register(Name);
        _isAgain = consumers.All.ContainsKey(AgainName);
        return _reached;
    }

    /// <summary>The store ends before what was confirmed.</summary>
    public void HoldAll()
    {
        consumers.Register(AgainName);
        _isAgain = true;
    }

    public void Confirm(long sequence)
    {
        if (sequence > _reached)
        {
            consumers.Confirm(Name, sequence);
            _reached = sequence;
        }

        if (_isAgain && sequence >= _reached)
        {
            consumers.Remove(AgainName);
            _isAgain = false;
        }
    }
}
