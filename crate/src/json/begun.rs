//! Lists and objects that were begun. How one ends is in its type and not in a field: each is a pointer, which
//! the wasm passes without a place in memory.

use super::{Never, Writer, Written};
use serde::{Serialize, ser};

pub(super) struct List<'a>(pub(super) &'a mut Writer);
pub(super) struct Object<'a>(pub(super) &'a mut Writer);
pub(super) struct VariantList<'a>(pub(super) &'a mut Writer);
pub(super) struct VariantObject<'a>(pub(super) &'a mut Writer);

impl ser::SerializeSeq for List<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.0.entry(value)
    }

    fn end(self) -> Written {
        self.0.raw("]")
    }
}

impl ser::SerializeTuple for List<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.0.entry(value)
    }

    fn end(self) -> Written {
        self.0.raw("]")
    }
}

impl ser::SerializeTupleStruct for List<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.0.entry(value)
    }

    fn end(self) -> Written {
        self.0.raw("]")
    }
}

impl ser::SerializeTupleVariant for VariantList<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.0.entry(value)
    }

    fn end(self) -> Written {
        self.0.raw("]}")
    }
}

/// The keys of our maps are texts.
impl ser::SerializeMap for Object<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.0.entry(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.0.raw(":")?;
        value.serialize(&mut *self.0)
    }

    fn end(self) -> Written {
        self.0.raw("}")
    }
}

impl ser::SerializeStruct for Object<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Written {
        self.0.member(key, value)
    }

    fn end(self) -> Written {
        self.0.raw("}")
    }
}

impl ser::SerializeStructVariant for VariantObject<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Written {
        self.0.member(key, value)
    }

    fn end(self) -> Written {
        self.0.raw("}}")
    }
}
