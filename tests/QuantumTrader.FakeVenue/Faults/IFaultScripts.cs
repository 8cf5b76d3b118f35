namespace QuantumTrader.FakeVenue;

/// <summary>Scripted faults, asked twice about each REST call. Called outside the venue's lock, from many threads at once.</summary>
public interface IFaultScripts
{
    /// <summary>Before the call is looked at. Null lets it pass; an action with an answer, an abort or a hang means that it is not carried out.</summary>
    FaultAction? Before(FaultCall call);

    /// <summary>After the call was carried out. Null sends the venue's answer.</summary>
    FaultAction? After(FaultCall call, RestAnswer answer);
}
