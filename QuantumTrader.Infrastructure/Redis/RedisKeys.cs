namespace QuantumTrader.Infrastructure.Redis;

/// <summary>Every key there is. The account stands in braces, so that a script stays in one slot of a cluster.</summary>
public sealed class RedisKeys(string account)
{
    public string Account { get; } = account;

    /// <summary>Marks a database as ours: the program's name, the account and an id, see <see cref="RedisOwner"/>.</summary>
    public string Owner => $"quantum:{{{Account}}}:owner";

    public string Lease => $"quantum:{{{Account}}}:lease";

    /// <summary>The highest epoch ever given out, a whole number.</summary>
    public string Epoch => $"quantum:{{{Account}}}:epoch";

    /// <summary>The policy in force: hash of version, document.</summary>
    public string Policy => $"quantum:{{{Account}}}:policy";

    /// <summary>Every policy version: sorted set by version.</summary>
    public string PolicyHistory => $"quantum:{{{Account}}}:policy:history";

    /// <summary>There when the database took the place of one that was emptied: the policy version that was brought back into it, 0 before.</summary>
    public string PolicyLost => $"quantum:{{{Account}}}:policy:lost";

    public string Drawdown => $"quantum:{{{Account}}}:drawdown";

    /// <summary>What is switched off for repeated execution: hash of epoch, entries.</summary>
    public string SwitchedOff => $"quantum:{{{Account}}}:switched-off";

    /// <summary>Hash of journal id to JSON of epoch and last sequence.</summary>
    public string Journals => $"quantum:{{{Account}}}:journals";

    /// <summary>Names of consumer groups that must have read an entry before it may be trimmed.</summary>
    public string Groups => $"quantum:{{{Account}}}:groups";

    public string TradesOpen => $"trades:{{{Account}}}:open";

    public string TradesClosed => $"trades:{{{Account}}}:closed";

    /// <summary>Hash of journal id to the sequence up to which the trades are complete.</summary>
    public string TradesCheckpoint => $"trades:{{{Account}}}:checkpoint";

    public string Trade(string tradeId) => $"trade:{{{Account}}}:{tradeId}";

    /// <summary>The open trades of a symbol.</summary>
    public string TradesOf(string symbol) => $"trades:{{{Account}}}:open:{symbol}";

    /// <summary>One stream per journal, entry ids are sequence-0.</summary>
    public string Events(string journalId) => $"quantum:{{{Account}}}:events:{journalId}";

    /// <summary>Hash of journal id to the sequence up to which a group has handled everything.</summary>
    public string ReadPositions(string group) => $"quantum:{{{Account}}}:read:{group}";

    /// <summary>Messages that a group's handler kept failing on.</summary>
    public string DeadLetters(string group) => $"quantum:{{{Account}}}:dead:{group}";
}
