using System.Diagnostics.CodeAnalysis;

namespace QuantumTrader.Domain.Execution;

/// <summary>A reading that may have failed; a failed one is never an empty one.</summary>
public readonly record struct ExchangeRead<T>
    where T : class
{
    private ExchangeRead(T? value, string? failure) => (Value, Failure) = (value, failure);

    public T? Value { get; }

    /// <summary>Why there is no value; null when there is one.</summary>
    public string? Failure { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => Value is not null;

    public static ExchangeRead<T> Ok(T value) => new(value, null);

    public static ExchangeRead<T> Failed(string cause) => new(null, cause);
}
