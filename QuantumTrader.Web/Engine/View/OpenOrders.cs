using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.View;

/// <summary>
/// The venue's open orders for the screen: as last listed, and what the venue told of single orders since. A venue that counts requests is
/// listed seldom; a stop must not look missing until then, nor a cancelled one present.
/// </summary>
public sealed class OpenOrders(TimeProvider time)
{
    private readonly Dictionary<(Symbol, string), VenueOrder> _open = []; // bounded by what the venue lets rest
    private readonly Dictionary<(Symbol, string), (VenueOrder Order, long At)> _told = []; // bounded by the orders of one listing

    public IReadOnlyCollection<VenueOrder> All => _open.Values;

    /// <summary>A list is asked for. What is told until it comes may be newer than the list.</summary>
    /// <param name="ageMax">How long ago the list may have been asked for by others.</param>
    public void BeginListing(TimeSpan ageMax)
    {
        foreach (var (key, told) in _told)
        {
            if (time.GetElapsedTime(told.At) > ageMax)
            {
                _told.Remove(key);
            }
        }
    }

    /// <summary>Without an answer what is there stays: an error is no empty list.</summary>
    public void EndListing(IEnumerable<VenueOrder> listed)
    {
        _open.Clear();
        foreach (var order in listed)
        {
            Put(order);
        }

        foreach (var told in _told.Values)
        {
            Put(told.Order);
        }
    }

    public void Tell(VenueOrder order)
    {
        _told[KeyOf(order)] = (order, time.GetTimestamp());
        Put(order);
    }

    private void Put(VenueOrder order)
    {
        if (order.IsOpen)
        {
            _open[KeyOf(order)] = order;
        }
        else
        {
            _open.Remove(KeyOf(order));
        }
    }

    private static (Symbol, string) KeyOf(VenueOrder order) => (order.Symbol, order.ClientOrderId);
}
