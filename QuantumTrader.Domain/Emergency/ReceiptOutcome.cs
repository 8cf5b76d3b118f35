namespace QuantumTrader.Domain.Emergency;

/// <summary>How far a receipt has come. Only <see cref="Done"/>, <see cref="Gone"/> and <see cref="Dust"/> are ends.</summary>
public enum ReceiptOutcome
{
    /// <summary>Written down, not sent.</summary>
    Asked,

    /// <summary>On its way: no answer is known.</summary>
    Sent,

    /// <summary>The venue took the close; the position has not been read as gone.</summary>
    Accepted,

    /// <summary>The venue refused; it is tried again.</summary>
    Rejected,

    /// <summary>There was no answer: it may have been done.</summary>
    Unknown,

    /// <summary>Confirmed by the venue.</summary>
    Done,

    /// <summary>The venue has it no longer, though no answer says that this run did it.</summary>
    Gone,

    /// <summary>What is left is smaller than the smallest order.</summary>
    Dust,
}
