namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>One value of a document: where it is, how it is written, and which way is tighter.</summary>
internal abstract class ValueRule<TDocument>(string name, PolicyUnit unit, string meaning)
{
    public string Name => name;

    public PolicyUnit Unit => unit;

    public string Meaning => meaning;

    public abstract string TextOf(TDocument document);

    public abstract PolicyStep Step(TDocument before, TDocument after);

    /// <summary>Throws <see cref="FormatException"/> for text that is no such value; whether it is in range is the validator's.</summary>
    public abstract TDocument With(TDocument document, string text);
}

/// <inheritdoc />
internal sealed class ValueRule<TDocument, T>(
    string name, PolicyUnit unit, Tighter tighter, ValueText<T> text, Func<TDocument, T> read, Func<TDocument, T, TDocument> write, string meaning)
    : ValueRule<TDocument>(name, unit, meaning)
    where T : struct, IComparable<T>
{
    public override string TextOf(TDocument document) => text.Write(read(document));

    // NaN sorts below every number: where higher is tighter it is the loosest of all.
    public override PolicyStep Step(TDocument before, TDocument after) => (read(after).CompareTo(read(before)), tighter) switch
    {
        (0, _) => PolicyStep.Same,
        ( < 0, Tighter.Lower) or ( > 0, Tighter.Higher) => PolicyStep.Tighter,
        _ => PolicyStep.Looser,
    };

    public override TDocument With(TDocument document, string written) =>
        write(document, text.Read(written.Trim()) ?? throw new FormatException($"{Name} must be {text.Form}, but is '{written}'."));
}
